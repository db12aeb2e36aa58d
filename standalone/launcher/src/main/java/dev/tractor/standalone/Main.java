package dev.tractor.standalone;

import java.nio.file.Path;

/// The entry point of `./tractor up`, `down`, `status` and `logs`. The property `tractor.root` names the repository.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        try {
            System.exit(run(args));
        } catch (Refusal e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (Exception e) {
            System.err.println("tractor: " + e);
            System.exit(1);
        }
    }

    private static int run(String[] args) throws Exception {
        Path root = Path.of(System.getProperty("tractor.root", ".")).toAbsolutePath().normalize();
        Options options = Options.parse(args, root.resolve(".tractor"));
        DataFolder data = new DataFolder(options.data());
        return switch (options.verb()) {
            case UP -> options.detach() ? new Detached(root, data, new Ports(options.port()), options.geoip(), options.samples()).run()
                    : new Up(root, data, new Ports(options.port()), options.geoip(), options.samples()).run();
            case DOWN -> new Down(data).run();
            case STATUS -> new Status(data, options.json()).run();
            case LOGS -> new Logs(data, options.component(), options.follow()).run();
        };
    }
}
