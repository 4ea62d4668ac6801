namespace TwitterDm.Media;

/// <summary>A file that X has and that can be attached.</summary>
/// <param name="Id">Its media id.</param>
/// <param name="ExpiresAt">Until when it can be attached, by this machine's clock.</param>
internal sealed record UploadedMedia(string Id, DateTimeOffset ExpiresAt);
