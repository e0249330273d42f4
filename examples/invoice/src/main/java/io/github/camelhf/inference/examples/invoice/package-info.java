/**
 * Pictures of invoices that become checked records. {@link io.github.camelhf.inference.examples.invoice.InvoiceRoute} is the route,
 * {@link io.github.camelhf.inference.examples.invoice.Invoice} the record; the rest starts them.
 */
@NullMarked
package io.github.camelhf.inference.examples.invoice;

import org.jspecify.annotations.NullMarked;
