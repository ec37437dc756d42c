using System.CommandLine;
using Atoll.Bench;

var parts = new Argument<string[]>("part") { Description = $"What to measure: {string.Join(", ", Parts.Names)}. Default: everything." };
parts.AcceptOnlyFromAmong([.. Parts.Names]);
var runs = new Option<int>("--runs") { Description = "Repetitions that count.", DefaultValueFactory = _ => 10 };
var write = new Option<FileInfo?>("--write") { Description = "Document that gets what was measured, too." };
var root = new RootCommand("Measures Atoll beside what it stands on, in one run on one machine.") { parts, runs, write };
root.SetAction((parsed, cancellationToken) =>
    Parts.RunAsync(parsed.GetValue(parts) ?? [], parsed.GetValue(runs), parsed.GetValue(write), cancellationToken));
return await root.Parse(args).InvokeAsync();
