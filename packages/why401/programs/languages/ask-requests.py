import os
import requests

response = requests.get(
    os.environ["ASK_URL"] + "/expired",
    headers={"Authorization": "Bearer " + os.environ["API_TOKEN"]},
)
print(response.status_code, response.text)
