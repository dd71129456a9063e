package dev.gatehouse.jmh;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plot of lines over sizes, with a logarithmic scale, as SVG. */
final class Plot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 190;
    private static final int TOP = 40;
    private static final int BOTTOM = 40;
    private static final List<String> COLOURS = List.of(
            "#888888", "#c0392b", "#e67e22", "#2980b9", "#27ae60", "#8e44ad", "#16a085", "#7f5539", "#2c3e50",
            "#d35f8d", "#b7950b");

    private Plot() {}

    /** Of lines by their name, each with its values by size. */
    static String of(String title, Map<String, Map<String, Double>> lines) {
        List<String> sizes = lines.values().stream()
                .flatMap(line -> line.keySet().stream())
                .distinct()
                .toList();
        double least = lines.values().stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(1);
        double most = lines.values().stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(10);
        double from = Math.floor(Math.log10(least));
        double to = Math.max(from + 1, Math.ceil(Math.log10(most)));
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                        + "<text x=\"%d\" y=\"22\" font-size=\"15\">%s</text>%n",
                WIDTH,
                HEIGHT,
                LEFT,
                title));
        for (double power = from; power <= to; power++) {
            double y = y(Math.pow(10, power), from, to);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.0f\" x2=\"%d\" y2=\"%.0f\" stroke=\"#dddddd\"/>"
                            + "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%,.0f</text>%n",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y,
                    LEFT - 8,
                    y + 4,
                    Math.pow(10, power)));
        }
        for (int i = 0; i < sizes.size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x(i, sizes.size()),
                    HEIGHT - 14,
                    sizes.get(i)));
        }
        int number = 0;
        for (Map.Entry<String, Map<String, Double>> line : lines.entrySet()) {
            String colour = COLOURS.get(number % COLOURS.size());
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < sizes.size(); i++) {
                Double value = line.getValue().get(sizes.get(i));
                if (value != null) {
                    points.append(String.format(Locale.ROOT, "%.0f,%.0f ", x(i, sizes.size()), y(value, from, to)));
                }
            }
            svg.append(String.format(
                    Locale.ROOT,
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
                            + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                    points.toString().trim(),
                    colour,
                    WIDTH - RIGHT + 16,
                    TOP + 14 + 18 * number,
                    colour,
                    line.getKey().toLowerCase(Locale.ROOT).replace('_', ' ')));
            number++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static double x(int i, int count) {
        return LEFT + 30 + (WIDTH - LEFT - RIGHT - 60) * (count == 1 ? 0.5 : (double) i / (count - 1));
    }

    private static double y(double value, double from, double to) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (Math.log10(value) - from) / (to - from);
    }
}
