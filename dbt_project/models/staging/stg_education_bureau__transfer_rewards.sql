{{ accepted('base_education_bureau__transfer_rewards') }}
