"""May these figures be shown together? Risk rules, suppression and, apart from both, the audit."""
