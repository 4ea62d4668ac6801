namespace TwitterDm.Sandbox.Model;

/// <summary>The hosts from which X serves attachments. A sandbox on a port is all of them.</summary>
internal static class MediaHost
{
    /// <summary>Photos: this host requires the authorization of a participant.</summary>
    public const string Photos = "ton.twitter.com";

    /// <summary>Still pictures of videos and GIFs, for everyone who knows the URL.</summary>
    public const string Pictures = "pbs.twimg.com";

    /// <summary>Videos and GIFs, for everyone who knows the URL.</summary>
    public const string Videos = "video.twimg.com";

    /// <summary>The beginning of the path of a photo.</summary>
    public const string PhotoFolder = "/1.1/ton/data/dm/";

    /// <summary>The URL of a file for a client that sent a request to an address.</summary>
    /// <param name="url">The URL at X.</param>
    /// <param name="requested">The address of the request. If it is this machine, then so is the file's.</param>
    public static string UrlFor(string url, Uri requested)
        => requested.IsLoopback ? new Uri(requested, new Uri(url).AbsolutePath).AbsoluteUri : url;
}
