{{ accepted('base_science_bureau__innovation_bodies', remembered=true) }}
