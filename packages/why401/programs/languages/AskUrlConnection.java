import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

class AskUrlConnection {
  public static void main(String[] words) throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) new URL(System.getenv("ASK_URL") + "/expired").openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + System.getenv("API_TOKEN"));
    int status = connection.getResponseCode();
    InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    System.out.println(status + " " + new String(answer.readAllBytes()));
  }
}
