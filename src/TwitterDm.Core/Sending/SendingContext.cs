using TwitterDm.Accounts;
using TwitterDm.Chat;
using TwitterDm.Http;
using TwitterDm.Media;

namespace TwitterDm.Sending;

/// <summary>What sending messages needs from its connection.</summary>
/// <param name="Account">The signed-in account.</param>
/// <param name="Chat">What is known about X Chat.</param>
/// <param name="Client">Sends the requests of this operation.</param>
/// <param name="Uploads">The attachments that can still be reused.</param>
/// <param name="RateLimits">Reads the windows of the rate limit.</param>
internal sealed record SendingContext(
    AccountContext Account,
    ChatAccount Chat,
    ApiClient Client,
    MediaUploads Uploads,
    Func<IReadOnlyList<DmRateLimit>> RateLimits);
