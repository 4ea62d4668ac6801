using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>
/// Chooses the request for the file of a classic attachment. A photo is at the address of the media object, which takes the user's own
/// authorization: with OAuth 2.0, the API's endpoint returns it, whose parameters are the last segments of that address. Videos and GIFs
/// are at addresses of their own.
/// </summary>
/// <param name="method">How the connection signs in.</param>
/// <param name="apiBaseUri">The API's address.</param>
internal sealed class MediaRequests(DmAuthenticationMethod method, Uri apiBaseUri)
{
    private const string Mp4 = "video/mp4";

    /// <summary>The request.</summary>
    /// <param name="media">The attachment.</param>
    /// <param name="choice">Which of its files.</param>
    /// <exception cref="DmException">There is no address, or not one of X's.</exception>
    public ApiRequest Create(DmMedia media, DmMediaVariantChoice choice)
    {
        if (PreviewOf(media, choice) is { } preview)
            return ToFile(media, preview);
        var variants = media.Variants.Where(IsFile).ToArray();
        var variant =
            choice == DmMediaVariantChoice.Best
                ? variants.MaxBy(each => each.BitRate ?? 0)
                : variants.MinBy(each => each.BitRate ?? long.MaxValue);
        if (variant is not null)
            return ToFile(media, variant.Url!);
        return media.Url is { Length: > 0 } url ? ToPhoto(media, url) : throw DmException.BadInput(
            $"The attachment {VisibleText.Of(media.MediaKey, 60)} has no address to download it from.",
            "Read the event again: X may not have processed the attachment yet, or no longer have it.",
            media);
    }

    /// <summary>The address of the preview; null if it is not the choice, or if there is none.</summary>
    /// <param name="media">The attachment.</param>
    /// <param name="choice">Which of its files.</param>
    public static string? PreviewOf(DmMedia media, DmMediaVariantChoice choice)
        => choice == DmMediaVariantChoice.Preview && media.PreviewImageUrl is { Length: > 0 } preview ? preview : null;

    // A playlist is not a file: it names others.
    private static bool IsFile(DmMediaVariant variant)
        => variant.Url is { Length: > 0 }
        && (
            variant.ContentType is null
                ? variant.BitRate is not null
                : variant.ContentType.StartsWith(Mp4, StringComparison.OrdinalIgnoreCase));

    private ApiRequest ToPhoto(DmMedia media, string url)
    {
        var address = Checked(media, url);
        if (method == DmAuthenticationMethod.OAuth1)
            return ApiRequest.GetFile(address, isAnonymous: false);
        return address.Segments is [.., var eventId, var mediaId, var resourceId]
            ? MediaEndpoints.DownloadOf(Text(eventId), Text(mediaId), Text(resourceId))
            : throw NotX(media, url);
    }

    private ApiRequest ToFile(DmMedia media, string url) => ApiRequest.GetFile(Checked(media, url), isAnonymous: false);

    private Uri Checked(DmMedia media, string url)
        => Uri.TryCreate(url, UriKind.Absolute, out var address) && FileHosts.IsAllowed(address, apiBaseUri)
            ? address
            : throw NotX(media, url);

    private static string Text(string segment) => Uri.UnescapeDataString(segment.TrimEnd('/'));

    private static DmException NotX(DmMedia media, string url) => DmException.BadInput(
        $"The address of the attachment {VisibleText.Of(media.MediaKey, 60)} is not one of X's: '{VisibleText.Of(url, 100)}'.",
        "Attachments are downloaded from X's own hosts only. Use the events as X returned them.",
        media);
}
