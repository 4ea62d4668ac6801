namespace TwitterDm.Sandbox.Tests.Clients;

/// <summary>A test that is skipped without Node and twitter-api-v2 from npm.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TwitterApiV2FactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() =>
    {
        if (!Directory.Exists(Path.Combine(ClientProcess.Folder("twitter-api-v2"), "node_modules", "twitter-api-v2")))
            return "twitter-api-v2 is not installed: npm ci --prefix tests/clients/twitter-api-v2";
        return ClientProcess.Succeeds("node", "--version") ? null : "There is no node.";
    });

    public TwitterApiV2FactAttribute() => Skip = Missing.Value;
}

/// <summary>A test that is skipped without Node and X's own SDK for X Chat from npm.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChatXdkFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() =>
    {
        if (!Directory.Exists(Path.Combine(ClientProcess.Folder("chat-xdk"), "node_modules", "@xdevplatform", "chat-xdk")))
            return "X's chat-xdk is not installed: npm ci --prefix tests/clients/chat-xdk";
        return ClientProcess.Succeeds("node", "--version") ? null : "There is no node.";
    });

    public ChatXdkFactAttribute() => Skip = Missing.Value;
}

/// <summary>A test that is skipped without Node and X's own SDK from npm.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class XdkFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() =>
    {
        if (!Directory.Exists(Path.Combine(ClientProcess.Folder("xdk"), "node_modules", "@xdevplatform", "xdk")))
            return "X's xdk is not installed: npm ci --prefix tests/clients/xdk";
        return ClientProcess.Succeeds("node", "--version") ? null : "There is no node.";
    });

    public XdkFactAttribute() => Skip = Missing.Value;
}

/// <summary>A test that is skipped without Python and tweepy.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TweepyFactAttribute : FactAttribute
{
    // A Python that precedes the system's on the PATH does not find Debian's packages.
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3", "python"];

    private static readonly Lazy<string?> Found = new(() => Array.Find(Pythons, python => ClientProcess.Succeeds(python, "-c", "import tweepy")));

    public TweepyFactAttribute() => Skip = Python is null ? "There is no Python with tweepy: apt-get install python3-tweepy" : null;

    public static string? Python => Found.Value;
}
