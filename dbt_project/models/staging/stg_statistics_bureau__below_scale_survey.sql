{{ accepted('base_statistics_bureau__below_scale_survey') }}
