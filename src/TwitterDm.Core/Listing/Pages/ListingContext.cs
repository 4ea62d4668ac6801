using TwitterDm.Accounts;
using TwitterDm.Chat;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Listing.Pages;

/// <summary>What a listing needs from its connection.</summary>
/// <param name="Account">The signed-in account.</param>
/// <param name="Chat">What the connection knows about X Chat.</param>
/// <param name="CreateClient">Creates the client for one listing.</param>
/// <param name="Policy">How the requests behave, and who receives the notices.</param>
/// <param name="Prices">The prices for the estimated cost.</param>
/// <param name="IsFirstListing">
/// Whether this is the first listing of the account in this process; true only once, and never for a simulated API.
/// </param>
/// <param name="RateLimits">The rate limits as last reported.</param>
internal sealed record ListingContext(
    AccountContext Account,
    ChatAccount Chat,
    Func<Operation, ApiClient> CreateClient,
    DmCallOptions Policy,
    DmPrices Prices,
    Func<bool> IsFirstListing,
    Func<IEnumerable<DmRateLimit>> RateLimits);
