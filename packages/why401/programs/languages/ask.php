<?php
$request = curl_init(getenv('ASK_URL') . '/expired');
curl_setopt($request, CURLOPT_HTTPHEADER, ['Authorization: Bearer ' . getenv('API_TOKEN')]);
curl_setopt($request, CURLOPT_RETURNTRANSFER, true);
$body = curl_exec($request);
echo curl_getinfo($request, CURLINFO_HTTP_CODE), ' ', $body, curl_error($request), "\n";
