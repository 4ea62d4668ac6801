namespace TwitterDm.Testing.Browsers;

/// <summary>Where Chromium and the driver that remote-controls it are.</summary>
public static class BrowserPrograms
{
    private static readonly string[] BrowserNames = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    private static readonly string[] DriverNames = ["chromedriver"];

    public static string? Browser { get; } = Find(BrowserNames);

    public static string? Driver { get; } = Find(DriverNames);

    /// <summary>Why tests cannot run in a browser; null if they can.</summary>
    public static string? Missing => (Browser, Driver) switch
    {
        (null, _) => "There is no Chromium: apt-get install chromium chromium-driver",
        (_, null) => "There is no chromedriver: apt-get install chromium-driver",
        _ => null,
    };

    private static string? Find(string[] names)
    {
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + suffix))).FirstOrDefault(File.Exists);
    }
}
