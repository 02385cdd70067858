require "net/http"

uri = URI(ENV.fetch("ASK_URL") + "/expired")
Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https") do |http|
  request = Net::HTTP::Get.new(uri)
  request["Authorization"] = "Bearer #{ENV.fetch("API_TOKEN")}"
  response = http.request(request)
  puts "#{response.code} #{response.body}"
end
