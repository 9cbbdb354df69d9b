"""Log consultations with government, keep testimonies under consent, print briefing packs.

terminal -> advocacy.commands -> records (types, rules, store) -> the encrypted vault file
                 |
                 +-> advocacy.briefing: selection (request, gate) -> assembly -> brief
                                        -> press (templates/, PDF) -> disclosure -> issuing
"""
