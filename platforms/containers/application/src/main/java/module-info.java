// tag::module
/** Camel looks into routes and beans by reflection, so the module is open; its own modules are named after their files. */
open module pictures {
    requires io.github.camelhf.inference;
    requires camel.api;
    requires camel.core.model;
    requires camel.main;
    requires java.se;
}
// end::module
