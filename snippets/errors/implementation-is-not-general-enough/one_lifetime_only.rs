//@ error
fn call(f: impl for<'a> Fn(&'a str) -> &'a str) {
    println!("{}", f("one"));
}

fn same<'a>(text: &'a str) -> &'a str
where
    'a: 'a,
{
    text
}

fn main() {
    call(same); //~ ERROR implementation of `Fn` is not general enough
    //~| ERROR implementation of `FnOnce` is not general enough
}
