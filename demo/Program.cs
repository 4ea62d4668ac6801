using TwitterDm.Demo;

var module = Path.GetFullPath(Path.Combine(Paths.RepositoryRoot, "out", "TwitterDm", "TwitterDm.psd1"));
Console.WriteLine($"The module is built: {module}");

if (args is ["--csharp"])
    return await CoreDemo.RunAsync("as asked for by --csharp");

var shell = PowerShellHost.Find(out var reason);
if (shell is null)
    return await CoreDemo.RunAsync(reason);

Console.WriteLine($"Shown in PowerShell {shell.Version}, the way you will use it.");
return shell.RunFile(Path.Combine(Paths.RepositoryRoot, "demo", "demo.ps1"), "-Module", module);
