using TwitterDm.Sandbox.Endpoints;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Pipeline;

/// <summary>Looks at requests for event lists without counting them, so that the host can inject faults into their responses.</summary>
internal sealed class ListRequests(RouteTable routes, Authenticator authenticator, SandboxVocabulary vocabulary)
{
    /// <summary>Issues a new token for the page that a request asks for. Returns null if it is not a valid list request.</summary>
    public string? TokenForSamePage(SandboxRequest request) =>
        Find(request) is { } found ? found.List.TokenForSamePage(found.Parameters, found.Account) : null;

    /// <summary>Returns a response with the last events of the previous page, or null if there is none.</summary>
    public ReadOnlyMemory<byte>? EventsBefore(SandboxRequest request, int count) =>
        Find(request) is { } found ? found.List.EventsBefore(found.Parameters, found.Account, count)?.Body : null;

    private (IListEndpoint List, ValidatedParameters Parameters, Person Account)? Find(SandboxRequest request) =>
        routes.TryFind(request.Method, request.Uri.AbsolutePath, out var match, out _)
        && match.Endpoint is IListEndpoint list
        && QueryString.TryParse(request.Uri.Query, out var query)
        && match.Endpoint.Validator.Validate(match.PathValues, query, vocabulary, out var parameters).Count == 0
        && authenticator.FindAccount(request) is { } account
            ? (list, parameters.With(checkedBody: null, request), account)
            : null;
}
