using TwitterDm.Accounts;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>What a listing needs of its connection.</summary>
/// <param name="Account">The signed-in account.</param>
/// <param name="CreateClient">Creates the client for one listing.</param>
/// <param name="Policy">How the requests behave, and who receives the notices.</param>
/// <param name="Prices">What X bills.</param>
/// <param name="IsFirstListing">Whether no listing of the connection came before; true only once.</param>
internal sealed record ListingContext(
    AccountContext Account, Func<Operation, ApiClient> CreateClient, DmCallOptions Policy, DmPrices Prices, Func<bool> IsFirstListing);
