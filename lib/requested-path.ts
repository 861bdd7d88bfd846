/** Set by proxy.ts over whatever a visitor sent: the path and query of the page that is asked for. */
export const pathHeader = "x-requested-path";
