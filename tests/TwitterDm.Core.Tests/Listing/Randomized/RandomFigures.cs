namespace TwitterDm.Core.Tests.Listing.Randomized;

/// <summary>How much was tried: a run that tries nothing would pass, too.</summary>
internal sealed class RandomFigures
{
    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);

    public int Listings { get; private set; }

    public int Requests { get; private set; }

    public int Events { get; private set; }

    public int Resumed { get; private set; }

    public void Count(IReadOnlyCollection<RandomListing> listings, int requests)
    {
        Listings += listings.Count;
        Requests += requests;
        foreach (var listing in listings)
        {
            Events += listing.Events;
            Resumed += listing.Errors.Count;
            foreach (var kind in listing.Errors)
                _errors[kind.ToString()] = _errors.GetValueOrDefault(kind.ToString()) + 1;
        }
    }

    public void Add(RandomFigures others)
    {
        Listings += others.Listings;
        Requests += others.Requests;
        Events += others.Events;
        Resumed += others.Resumed;
        foreach (var (kind, count) in others._errors)
            _errors[kind] = _errors.GetValueOrDefault(kind) + count;
    }

    public override string ToString()
        => $"{Listings} listings, {Requests} requests, {Events} events, {Resumed} errors to go on from ({string.Join(", ", _errors.Select(error => $"{error.Key} {error.Value}"))})";
}
