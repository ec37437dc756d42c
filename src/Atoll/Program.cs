return await Atoll.Commands.CommandLine.RunAsync(args);
