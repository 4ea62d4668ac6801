namespace TwitterDm.Testing;

/// <summary>Where the checkout is, for tests that read its files.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>X's OpenAPI description if it is beside the checkout; otherwise null.</summary>
    public static string? OpenApiDescription => BesideCheckout("x-api-v2-dm.openapi.json");

    /// <summary>The part of X's OpenAPI description about X Chat and live activity if it is beside the checkout; otherwise null.</summary>
    public static string? ChatOpenApiDescription => BesideCheckout("x-api-v2-chat-activity.openapi.json");

    private static string? BesideCheckout(string file)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "api", file));
        return File.Exists(path) ? path : null;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TwitterDm.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No TwitterDm.slnx above '{AppContext.BaseDirectory}'.");
    }
}
