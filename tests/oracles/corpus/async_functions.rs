//@ compiles
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

async fn shout(text: &str) -> String {
    text.to_uppercase()
}

async fn both(first: String, second: String) -> String {
    let loud = shout(&first).await;
    let rest = shout(&second).await;
    drop(first);
    format!("{loud} {rest} {second}")
}

fn main() {
    let mut task = pin!(both(String::from("a"), String::from("b")));
    let mut context = Context::from_waker(Waker::noop());
    match task.as_mut().poll(&mut context) {
        Poll::Ready(text) => println!("{text}"),
        Poll::Pending => println!("not yet"),
    }
}
