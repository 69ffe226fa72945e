{{ base_model('education_bureau', 'transfer_rewards', {
    'entry_number': 'code!', 'year': 'year!', 'institution_name': 'text!', 'institution_code': 'organisation_code!',
    'institution_type': 'coded:holder_type!', 'income': 'amount', 'reward': 'amount', 'staff_reward': 'amount',
    'points': 'count', 'listed_patents': 'count'
}, key=['entry_number'], rules=[
    ['staff_reward_exceeds', 'staff_reward', "try_cast(staff_reward as decimal(18, 6)) > try_cast(reward as decimal(18, 6))"]
]) }}
