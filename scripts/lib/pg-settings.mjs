// For two cores and a few gigabytes of memory, shared with the app and a browser.
const common = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
  max_connections: "100",
  shared_buffers: "256MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  effective_cache_size: "1GB",
  random_page_cost: "1.1",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  max_parallel_workers_per_gather: "1",
  jit: "off",
  // A failed statement's text may hold personal data; the log keeps only the error.
  log_min_error_statement: "fatal",
};

const volatile = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * @param {{ port: number, fsync: boolean, extraSettings: Record<string, string> }} options
 * @returns {string[]} command line arguments
 */
export function settingArguments({ port, fsync, extraSettings }) {
  const settings = { ...common, port: String(port), ...(fsync ? {} : volatile), ...extraSettings };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
