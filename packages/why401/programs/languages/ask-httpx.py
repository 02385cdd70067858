import os
import httpx

response = httpx.get(
    os.environ["ASK_URL"] + "/expired",
    headers={"Authorization": "Bearer " + os.environ["API_TOKEN"]},
)
print(response.status_code, response.text)
