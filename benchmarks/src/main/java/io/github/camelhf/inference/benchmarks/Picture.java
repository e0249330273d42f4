package io.github.camelhf.inference.benchmarks;

import java.util.Locale;
import java.util.Map;

/** Draws the main comparison: calls in a second by workload and client, each workload to its own scale. */
final class Picture {

    private static final int BAR = 18;
    private static final int LEFT = 190;
    private static final int WIDTH = 420;

    private Picture() {}

    static String svg(Map<Workload, Map<String, Measurement>> all) {
        StringBuilder text = new StringBuilder();
        int y = 34;
        for (Map.Entry<Workload, Map<String, Measurement>> entry : all.entrySet()) {
            text.append(label(8, y, entry.getKey() + ": " + entry.getKey().title, "bold"));
            y += 8;
            double best = entry.getValue().values().stream()
                    .mapToDouble(Measurement::perSecond)
                    .max()
                    .orElse(1);
            for (Map.Entry<String, Measurement> client : entry.getValue().entrySet()) {
                double width = WIDTH * client.getValue().perSecond() / best;
                String colour = client.getKey().equals(ThroughputTrial.COMPONENT) ? "#0969da" : "#8c959f";
                text.append(label(20, y + 13, client.getKey(), "normal"));
                text.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                        LEFT,
                        y,
                        width,
                        BAR - 4,
                        colour));
                String number =
                        String.format(Locale.ROOT, "%,.0f", client.getValue().perSecond());
                text.append(label((int) (LEFT + width) + 6, y + 12, number, "normal"));
                y += BAR;
            }
            y += 24;
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"700\" height=\"" + y
                + "\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + label(8, 14, "Calls per second, 16 in flight; longer is better", "normal") + text + "</svg>\n";
    }

    private static String label(int x, int y, String text, String weight) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" font-weight=\"" + weight + "\">" + text + "</text>\n";
    }
}
