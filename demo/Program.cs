using TwitterDm.Demo;
using TwitterDm.PowerShellHost;

var module = Path.Combine(Paths.RepositoryRoot, "out", "TwitterDm", "TwitterDm.psd1");
Console.WriteLine($"Module:     {module}");

if (args is ["--csharp"])
    return await CoreDemo.RunAsync("requested by --csharp");

var (shell, reason) = await PowerShellFinder.FindAsync(Paths.RepositoryRoot, what => Console.WriteLine($"Restoring {what}..."));
if (shell is null)
    return await CoreDemo.RunAsync(reason!);

Console.WriteLine($"PowerShell: {shell.Version}, {shell.Location}");
return await shell.RunAsync("-File", Path.Combine(Paths.RepositoryRoot, "demo", "demo.ps1"), "-Module", module);
