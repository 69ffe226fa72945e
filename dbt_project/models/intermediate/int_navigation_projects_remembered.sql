{{ with_history('base_ip_office__navigation_projects', ['project_number']) }}
