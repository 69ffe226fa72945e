"""What only a statistician can say of a dataset: one module per dataset, found by its name."""
