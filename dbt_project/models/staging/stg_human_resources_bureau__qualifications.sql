{{ accepted('base_human_resources_bureau__qualifications') }}
