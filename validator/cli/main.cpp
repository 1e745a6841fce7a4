#include "validator/cli/command.h"

int main(int argc, char** argv) { return trestle::cli::command({argv + 1, argv + argc}); }
