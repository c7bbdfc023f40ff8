//@ compiles
use std::pin::pin;
use std::task::{Context, Poll, Waker};

fn main() {
    let mut future = pin!(async { String::from("done") });
    let mut context = Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut context) {
        Poll::Ready(text) => println!("{text}"),
        Poll::Pending => println!("later"),
    }
}
