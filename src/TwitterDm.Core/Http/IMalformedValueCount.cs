namespace TwitterDm.Http;

/// <summary>A response that keeps how many of its values do not fit what X describes.</summary>
internal interface IMalformedValueCount
{
    void Set(int count);
}
