//@ error E0309 E0310 E0700
use std::fmt::Debug;
use std::future::Future;

struct Logger<'a> {
    sinks: Vec<Box<dyn Debug + 'a>>,
}

impl<'a> Logger<'a> {
    fn add<F: Debug>(&mut self, sink: F) {
        let boxed = Box::new(sink);
        self.sinks.push(boxed);
    }
}

fn later<T: Debug>(values: Vec<T>) -> Box<dyn Future<Output = ()>> {
    Box::new(async move {
        println!("{values:?}");
    })
}

fn show(value: impl Debug) -> Box<dyn Debug> {
    let shown: Box<dyn Debug> = Box::new(value);
    shown
}

fn own<T: ToOwned>(value: T::Owned) -> Box<dyn Fn() -> usize>
where
    T::Owned: AsRef<str>,
{
    Box::new(move || value.as_ref().len())
}

fn both<'a, 'b>(a: &'a str, b: &'b str) -> impl Iterator<Item = char> + use<'b> {
    a.chars().chain(b.chars())
}

fn main() {}
