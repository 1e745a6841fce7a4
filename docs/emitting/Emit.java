// Records a turnstile in Java, as examples/turnstile does in C++. The one argument is the file for the trace.
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

public class Emit {
  /** Writes a trace of one node (docs/formats/trace.md). */
  static final class Tracer implements AutoCloseable {
    private final String node;
    private final FileOutputStream out; // without a buffer: the operating system has each line, which survives the process
    private final TreeMap<String, Long> clock = new TreeMap<>();

    Tracer(String node, String file) throws IOException {
      this.node = node;
      goOn(Path.of(file));
      out = new FileOutputStream(file, true);
      write("{\"trestle\":1,\"node\":" + quoted(node) + ",\"pid\":" + ProcessHandle.current().pid() + ",\"started\":" + now() + "}");
    }

    /** A process that is started again goes on behind the last whole line of the one before. */
    private void goOn(Path file) throws IOException {
      if (!Files.exists(file)) return;
      byte[] bytes = Files.readAllBytes(file);
      int whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') whole--;
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(whole);
      }
      // As event() writes it; within a string the quotes would be escaped.
      Matcher clocks = Pattern.compile("\"seq\":\\d+,\"clock\":\\{(.*?)\\},\"time\":")
          .matcher(new String(bytes, 0, whole, StandardCharsets.UTF_8));
      String last = "";
      while (clocks.find()) last = clocks.group(1);
      Matcher entries = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\":(\\d+)").matcher(last);
      while (entries.find()) clock.put(entries.group(1).replaceAll("\\\\(.)", "$1"), Long.valueOf(entries.group(2)));
    }

    /** `observed`: variables and their values after the step; a value is a number, a Boolean or a string. */
    synchronized void event(String name, Map<String, Object> params, Map<String, Object> observed) throws IOException {
      long seq = clock.merge(node, 1L, Long::sum);
      String line = "{\"event\":" + quoted(name) + ",\"node\":" + quoted(node) + ",\"seq\":" + seq + ",\"clock\":" + stamp()
          + ",\"time\":" + now();
      if (!params.isEmpty()) line += ",\"params\":" + object(params);
      if (!observed.isEmpty()) {
        line += ",\"after\":" + observed.entrySet().stream()
            .map(e -> "{\"var\":" + quoted(e.getKey()) + ",\"value\":" + value(e.getValue()) + "}")
            .collect(Collectors.joining(",", "[", "]"));
      }
      write(line + "}");
    }

    /** Travels with a message. */
    synchronized String stamp() {
      return object(clock);
    }

    /** Before the event that handles the message. */
    synchronized void receive(Map<String, Long> stamp) {
      stamp.forEach((other, count) -> clock.merge(other, count, Math::max));
    }

    @Override
    public void close() throws IOException {
      out.close();
    }

    private void write(String line) throws IOException {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8)); // half a surrogate pair becomes a question mark
    }

    private static long now() {
      Instant now = Instant.now();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static String object(Map<String, ?> members) {
      return members.entrySet().stream().map(e -> quoted(e.getKey()) + ":" + value(e.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
      return value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString());
    }

    private static String quoted(String text) {
      StringBuilder out = new StringBuilder("\"");
      for (char c : text.toCharArray()) {
        if (c == '"' || c == '\\') out.append('\\').append(c);
        else if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
        else out.append(c);
      }
      return out.append('"').toString();
    }
  }

  public static void main(String[] arguments) throws IOException {
    try (Tracer tracer = new Tracer("gate", arguments[0])) {
      int paid = 0, passed = 0;
      for (boolean coin : new boolean[] {true, false, true, false}) {
        if (coin) tracer.event("Pay", Map.of(), Map.of("paid", ++paid));
        else tracer.event("Pass", Map.of(), Map.of("passed", ++passed));
      }
    }
  }
}
