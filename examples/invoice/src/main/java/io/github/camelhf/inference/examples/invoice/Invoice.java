package io.github.camelhf.inference.examples.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model read in the picture of an invoice, as {@code invoice.schema.json} describes it; null is what it did not find. A schema
 * cannot say that numbers add up and that there is such a day, so this does.
 *
 * @param net the amounts without tax
 * @param vat the tax on them
 * @param total what is to be paid
 */
record Invoice(
        @Nullable String number,
        @Nullable String date,
        @Nullable String seller,
        @Nullable String currency,
        List<Item> items,
        @Nullable BigDecimal net,
        @Nullable BigDecimal vat,
        @Nullable BigDecimal total) {

    private static final int CENTS = 2;

    /** One line of it; {@code price} is that of one piece. */
    record Item(
            @Nullable String description,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal price,
            @Nullable BigDecimal amount) {}

    Invoice {
        items = List.copyOf(items);
    }

    /** Why it must not be booked, in words for the one who looks it through; empty when nothing speaks against it. */
    Optional<String> mistake() {
        List<String> missing = new ArrayList<>();
        need(missing, "number", number, "date", date, "seller", seller, "currency", currency);
        need(missing, "net", net, "vat", vat, "total", total, "items", items.isEmpty() ? null : items);
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            String place = " of item " + (i + 1);
            need(missing, "quantity" + place, item.quantity(), "price" + place, item.price());
            need(missing, "amount" + place, item.amount(), "description" + place, item.description());
        }
        if (!missing.isEmpty()) {
            return Optional.of("not found: " + String.join(", ", missing));
        }
        return isDay(Objects.requireNonNull(date)) ? wrongSum() : Optional.of("the calendar has no " + date);
    }

    private static boolean isDay(String date) {
        try {
            LocalDate.parse(date);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static void need(List<String> missing, @Nullable Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (Objects.toString(namesAndValues[i + 1], "").isBlank()) {
                missing.add(String.valueOf(namesAndValues[i]));
            }
        }
    }

    private Optional<String> wrongSum() {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            BigDecimal amount =
                    known(item.quantity()).multiply(known(item.price())).setScale(CENTS, RoundingMode.HALF_UP);
            if (differs(amount, item.amount())) {
                return Optional.of("item " + (i + 1) + " makes " + amount + ", and its amount says " + item.amount());
            }
            sum = sum.add(amount);
        }
        if (differs(sum, net)) {
            return Optional.of("the items make " + sum + ", and the net says " + net);
        }
        BigDecimal taxed = sum.add(known(vat));
        return differs(taxed, total)
                ? Optional.of("net and vat make " + taxed + ", and the total says " + total)
                : Optional.empty();
    }

    private static boolean differs(BigDecimal computed, @Nullable BigDecimal read) {
        return computed.compareTo(known(read)) != 0;
    }

    /** Only asked when nothing is missing. */
    private static BigDecimal known(@Nullable BigDecimal number) {
        return Objects.requireNonNull(number);
    }
}
