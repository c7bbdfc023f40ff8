//@ error
fn split<'a>(s: &'a str, cache: &mut Vec<&'a str>) -> usize {
    for part in s.split(',') { cache.push(part); }
    cache.len()
}
fn keep<'a, 'b>(s: &'a str, cache: &mut Vec<&'b str>) { cache.push(s); } //~ ERROR lifetime may not live long enough
fn main() {
    let mut c = vec![];
    split("a,b", &mut c);
    keep("x", &mut c);
}
