import os
import urllib.error
import urllib.request

request = urllib.request.Request(
    os.environ["ASK_URL"] + "/expired",
    headers={"Authorization": "Bearer " + os.environ["API_TOKEN"]},
)
try:
    urllib.request.urlopen(request)
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode())
