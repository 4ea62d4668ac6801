namespace TwitterDm.Media;

/// <summary>An uploaded file that can be attached.</summary>
/// <param name="Id">Its media id.</param>
/// <param name="ExpiresAt">When it expires, by this machine's clock.</param>
internal sealed record UploadedMedia(string Id, DateTimeOffset ExpiresAt);
