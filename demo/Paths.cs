namespace TwitterDm.Demo;

/// <summary>The location of the checkout.</summary>
internal static class Paths
{
    public static string RepositoryRoot { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TwitterDm.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The demo runs from a checkout: dotnet run --project demo.");
    }
}
