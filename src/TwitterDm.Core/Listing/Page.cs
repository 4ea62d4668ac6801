namespace TwitterDm.Listing;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items in the API's order; none is no sign of the end.</param>
/// <param name="NextToken">The token of the next page; null at the end.</param>
/// <param name="Problems">What the API could not tell of this page.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken, IReadOnlyList<DmProblem> Problems);
