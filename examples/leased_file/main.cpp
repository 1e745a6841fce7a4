// The driver as a program, for `trestle replay` and `trestle drive`.
#include "driver/driver.h"

int main() { return trestle::driver::serve(*trestle::driver::make_driver()); }
