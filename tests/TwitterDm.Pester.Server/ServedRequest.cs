namespace TwitterDm.Pester;

/// <summary>A request that the server received.</summary>
/// <param name="Request">The method and path.</param>
/// <param name="Authorization">The value of the header of that name.</param>
/// <param name="At">When it was received, in UTC.</param>
public sealed record ServedRequest(string Request, string? Authorization, DateTime At);
