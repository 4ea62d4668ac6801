using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>An endpoint that lists items in pages, into which the host can inject faults.</summary>
internal interface IListEndpoint
{
    /// <summary>Creates a new token for the page that the parameters ask for, or returns null if there is no such list.</summary>
    string? TokenForSamePage(ValidatedParameters parameters, Person account);

    /// <summary>Returns the last items of the page before the one that the parameters ask for, or null.</summary>
    ApiResponse? EventsBefore(ValidatedParameters parameters, Person account, int count);
}
