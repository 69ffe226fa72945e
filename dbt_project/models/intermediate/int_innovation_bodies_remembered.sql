{{ with_history('base_science_bureau__innovation_bodies', ['body_number']) }}
