namespace TwitterDm.Bench;

/// <summary>The location of the checkout and its build output.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Module { get; } = Path.Combine(Root, "out", "TwitterDm", "TwitterDm.psd1");

    /// <summary>The host that was built with the same configuration as this program.</summary>
    public static string Host { get; } = Path.Combine(
        Root, "src", "TwitterDm.Sandbox.Host", "bin", Path.GetRelativePath(Path.Combine(Root, "bench", "bin"), AppContext.BaseDirectory), "TwitterDm.Sandbox.Host.dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TwitterDm.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The benchmark runs from a checkout: dotnet run -c Release --project bench.");
    }
}
